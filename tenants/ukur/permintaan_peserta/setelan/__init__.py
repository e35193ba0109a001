"""One settings module per contestant. They differ in the ENGINE, the tenant middleware and what those two need."""
