[[Choose a new password (the link works for {{HOURS}} h)]]

[[Hello {{NAME}},]]

[[With this link you choose a new password for your account:]]

> [[Choose a new password]]
{{LINK}}

{{#ONE_HOUR}}
[[The link works for one hour, once. All your sessions end when the new
password is saved.]]
{{/ONE_HOUR}}
{{#SOME_HOURS}}
[[The link works for {{HOURS}} hours, once. All your sessions end when the new
password is saved.]]
{{/SOME_HOURS}}

[[It was not you? Then ignore this mail: your password stays as it is.]]

@include(signature)@
