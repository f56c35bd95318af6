"""What every layer stands on: errors, jobs, clock, ids, paths, log, texts, resources."""
