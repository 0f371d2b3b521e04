[[Your address was to become that of another account]]

[[Hello {{NAME}},]]

[[The person with the account {{OLD_EMAIL}}, perhaps you, wants to use your address
for it:]]

- [[Your address]]: {{NEW_EMAIL}}

[[This address has an account already, and two cannot have the same one. Nothing was
changed.]]

[[It was you? Then use the account that you have with this address, or choose another
address for the other one. It was not you? Then there is nothing to do.]]

[[Sign in with this address:]]

> [[Sign in]]
{{LOGIN_LINK}}

@include(signature)@
