"""Publishing: swapping a new build in, and deploying versions to gh-pages."""
