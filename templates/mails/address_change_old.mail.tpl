[[Another address for your account: confirm or refuse]]

[[Hello {{NAME}},]]

[[Somebody who is signed in with your account and knows its password, probably you,
wants to change its e-mail address:]]

- [[Present address]]: {{OLD_EMAIL}}
- [[New address]]: {{NEW_EMAIL}}

[[With this link you confirm the change, or refuse it:]]

> [[Confirm or refuse]]
{{LINK}}

{{#ONE_HOUR}}
[[The link works for one hour, once. The change takes place as soon as the new
address has confirmed it, too.]]
{{/ONE_HOUR}}
{{#SOME_HOURS}}
[[The link works for {{HOURS}} hours, once. The change takes place as soon as the
new address has confirmed it, too.]]
{{/SOME_HOURS}}

[[It was not you? Then refuse, and choose a new password at once:]]

{{FORGOT_LINK}}

@include(signature)@
