"""The OpenAPI document, with refusals in the media type in which they really come."""

from typing import Any

from fastapi import FastAPI

from studio.demo_market.problems import MEDIA_TYPE

PROBLEM_SCHEMA = {"$ref": "#/components/schemas/ProblemBody"}


class ContractedApp(FastAPI):
    """FastAPI documents every answer of a route in one media type; problems have their own."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            for path in super().openapi()["paths"].values():
                for operation in path.values():
                    refusal = operation["responses"]["4XX"]
                    if PROBLEM_SCHEMA in [shape["schema"] for shape in refusal["content"].values()]:
                        refusal["content"] = {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}
        assert self.openapi_schema is not None
        return self.openapi_schema
