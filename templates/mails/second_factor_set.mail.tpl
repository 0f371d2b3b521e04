[[The second factor of your account is set up]]

[[Hello {{NAME}},]]

[[Signing in to your account now takes a code of an authenticator app, too
({{QUEUED_AT}}). All earlier sessions have ended. Keep the recovery codes where
you find them without your phone.]]

[[It was not you? Then choose a new password at once:]]

> [[Choose a new password]]
{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
