[[Confirm the new address of your account]]

[[Hello,]]

[[The person with the account {{OLD_EMAIL}} wants to use this address for it from
now on:]]

- [[New address]]: {{NEW_EMAIL}}

[[It is you? Then confirm this address:]]

> [[Confirm address]]
{{LINK}}

{{#ONE_HOUR}}
[[The link works for one hour, once. The change takes place as soon as the present
address has confirmed it, too.]]
{{/ONE_HOUR}}
{{#SOME_HOURS}}
[[The link works for {{HOURS}} hours, once. The change takes place as soon as the
present address has confirmed it, too.]]
{{/SOME_HOURS}}

[[You know nothing of it? Then ignore this mail: nothing happens.]]

@include(signature)@
