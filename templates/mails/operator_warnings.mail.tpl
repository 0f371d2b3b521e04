[[The portal wants its operator's attention]]

[[Hello,]]

[[Please look at what follows: it does not mend itself. This mail comes once a day as
long as something is left of it.]]

{{#ROW}}
[[Found]]: {{TEXT}}

- [[Since]]: {{SINCE_AT}}
- [[What to do]]: {{CURE}}

{{/ROW}}
[[How it stands at the moment is told by]] certportal doctor

> [[To the portal]]
{{LOGIN_LINK}}

@include(signature)@
