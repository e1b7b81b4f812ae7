"""The papers that effects draft: for each effect which papers, and from which facts."""
