"""The pictures: each is reckoned here into plain numbers and places, and drawn as SVG by templates/review/pictures."""
