"""The Mistakes page: the gallery, its sentences, and calibration."""
