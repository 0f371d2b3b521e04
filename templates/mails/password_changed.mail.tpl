[[Your password was changed]]

[[Hello {{NAME}},]]

[[The password of your account was changed ({{QUEUED_AT}}). All earlier
sessions have ended.]]

[[It was not you? Then choose a new password at once:]]

> [[Choose a new password]]
{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
