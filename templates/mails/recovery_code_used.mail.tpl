[[A recovery code of your account was used]]

[[Hello {{NAME}},]]

[[A recovery code was used instead of your app’s code ({{QUEUED_AT}}). It counts
no more. Codes that are left: {{LEFT}}]]

> [[Make new recovery codes]]
{{SECOND_FACTOR_LINK}}

[[It was not you? Then choose a new password at once:]]

> [[Choose a new password]]
{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
