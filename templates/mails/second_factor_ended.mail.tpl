[[The second factor of your account has ended]]

[[Hello {{NAME}},]]

[[Signing in to your account takes the password alone again ({{QUEUED_AT}}). All
earlier sessions have ended. You may set the second factor up anew at any
time:]]

> [[Set up the second factor]]
{{SECOND_FACTOR_LINK}}

[[It was not you? Then choose a new password at once:]]

> [[Choose a new password]]
{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
