"""The Photos page: what was photographed, by piece, and the editor of one photo."""
