import pytest

from studio.base.errors import UserError
from studio.settings import schema
from studio.settings.declare import Choice, Setting, Table


def test_every_declared_setting_is_in_the_list_once() -> None:
    declared = [value for value in vars(schema).values() if isinstance(value, Setting)]
    assert sorted(setting.key for setting in declared) == sorted(setting.key for setting in schema.SETTINGS)
    assert len({setting.key for setting in schema.SETTINGS}) == len(schema.SETTINGS)


@pytest.mark.parametrize("setting", schema.SETTINGS, ids=lambda setting: setting.key)
def test_every_default_is_valid_and_every_setting_can_be_shown(setting: Setting[object]) -> None:
    assert setting.checked(setting.default) == setting.default
    assert setting.section in schema.SECTIONS
    assert setting.label
    if isinstance(setting, Choice):
        assert all(setting.choices.values())


@pytest.mark.parametrize(
    ("setting", "good", "bad"),
    [
        (schema.SIMULATED_LIFE, [True, False], [0, 1, "true", None]),
        (schema.IMPORT_GAP_S, [1, 86_400], [0, 86_401, 1.0, True, "90", None, 10**400]),
        (schema.THEME, ["dark"], ["Dark", "", None, ["dark"]]),
        (
            schema.BACKGROUND,
            ["white", "#F4f1EC"],
            ["", "red", "#fff", "#12345G", "white\n", None],
        ),
        (schema.SELLER_NAME, ["", "Harbour & Pine 🌊", "x" * 60], ["x" * 61, "two\nlines", "bell\a", "\ud800", 7]),
        (schema.RETURN_ADDRESS, ["a\nb\nc\nd\ne\nf"], ["1\n2\n3\n4\n5\n6\n7"]),
        (schema.PRINT_TARGETS, [{"card": {"printer": "P", "stock": "S"}}], [[], {"card": 1}, {"card": {"tray": "2"}}]),
        (
            schema.CALIBRATIONS,
            [{"a": {"x_mm": -20.0, "y_mm": 20.0, "x_scale": 0.9, "y_scale": 1.1}}],
            [{"a": {"x_mm": 20.01}}, {"a": {"x_mm": float("nan")}}, {"a": {"x_scale": True}}, {"a": {"x_mm": 10**400}}],
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Setting) else "",
)
def test_a_setting_takes_what_is_within_its_bounds_and_refuses_the_rest(
    setting: Setting[object], good: list[object], bad: list[object]
) -> None:
    for value in good:
        assert setting.checked(value) == value
    for value in bad:
        with pytest.raises(UserError, match=r"must be .*\.$"):
            setting.checked(value)


def test_a_row_names_only_the_columns_that_differ() -> None:
    assert isinstance(schema.CALIBRATIONS, Table)
    rows = schema.CALIBRATIONS.checked({"Rollo / 4x6": {"y_mm": 1}})
    assert rows == {"Rollo / 4x6": {"x_mm": 0.0, "y_mm": 1.0, "x_scale": 1.0, "y_scale": 1.0}}


def test_a_setting_is_found_by_its_key() -> None:
    assert schema.setting("window.theme") is schema.THEME
    with pytest.raises(UserError, match=r"There is no setting “window\.colour”\."):
        schema.setting("window.colour")
