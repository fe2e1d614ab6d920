"""What everything rests on: arguments, numbers in words, paths, files, stored results, errors."""
