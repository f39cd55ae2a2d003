"""Notes as they are reviewed: a sheet that is edited, changes that lose nothing, words put right, and drafts made anew."""
