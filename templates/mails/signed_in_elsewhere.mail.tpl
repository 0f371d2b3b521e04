[[Your account was signed in to from a new browser]]

[[Hello {{NAME}},]]

[[Somebody signed in to your account with the right password, from a browser
that it was not used with before.]]

- [[When]]: {{QUEUED_AT}}
- [[Address]]: {{CLIENT}}
{{#HAS_BROWSER}}
- [[Browser]]: {{BROWSER}}
{{/HAS_BROWSER}}

[[It was you? Then there is nothing to do. If not, choose a new password at
once; that ends all sessions:]]

> [[Choose a new password]]
{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
