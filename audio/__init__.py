"""Sound in: sources, resampling, speech detection, segments, recording. Knows nothing about words."""
