[[The portal wants the operator's attention]]

[[Hello,]]

[[jobs found what does not mend itself. This mail comes once a day as long as there is any of it.]]

{{#ROW}}
- {{TEXT}}
  [[since]] {{SINCE_AT}}; {{CURE}}{{/ROW}}

[[certportal doctor shows how it stands now.]]

@include(signature)@
