"""The core of the platform: tenancy, people, audit, files, tasks, pages. Knows nothing of the domain apps."""
