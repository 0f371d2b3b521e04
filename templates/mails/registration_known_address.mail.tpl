[[You already have an account]]

[[Hello {{NAME}},]]

[[Somebody, probably you, has just registered with this e-mail address.
You already have an account, so nothing was changed. Sign in here:]]

> [[Sign in]]
{{LOGIN_LINK}}

[[Forgotten the password? Choose a new one:]]

{{FORGOT_LINK}}

[[It was not you? Then there is nothing to do.]]

@include(signature)@
