[[Please confirm your e-mail address (the link works for {{HOURS}} h)]]

{{#HAS_NAME}}
[[Hello {{NAME}},]]
{{/HAS_NAME}}
{{#NO_NAME}}
[[Hello,]]
{{/NO_NAME}}

[[Please confirm your e-mail address with this link; then your account
is ready:]]

> [[Confirm the address]]
{{LINK}}

[[The link works for {{HOURS}} hours, once. In another browser than the one
you registered with you are asked for the password you chose.]]

[[It was not you? Then ignore this mail: without the link no account
comes into being.]]

@include(signature)@
