[[The address of your account was changed]]

[[Hello {{NAME}},]]

[[The e-mail address of your account was changed ({{QUEUED_AT}}):]]

- [[Former address]]: {{OLD_EMAIL}}
- [[New address]]: {{NEW_EMAIL}}

[[All other sessions have ended. Open handovers of yours are withdrawn.]]

{{#SIDE_NEW}}
[[From now on sign in with the new address:]]

> [[Sign in]]
{{LOGIN_LINK}}
{{/SIDE_NEW}}
{{#SIDE_OLD}}
[[This is the last mail to the former address.]]

[[It was not you? Then please write to us at once.]]
{{#HAS_SUPPORT_EMAIL}}
{{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}
{{/SIDE_OLD}}

@include(signature)@
