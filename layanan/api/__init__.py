"""/api/v1/ of the service desk: tokens with scopes, webhooks."""
