[[Handover {{REFERENCE}} ({{ORGANISATION}}) accepted]]

[[Hello {{NAME}},]]

[[Your successor has accepted the handover. Nothing has moved yet: for that your
successor has to enter the session password.]]

@include(facts)@
- [[Open until]]: {{EXPIRES_AT}}

[[What you do next: give your successor the session password, by telephone or in
person, if you have not done so yet. You no longer have it? Have a new one made
here; you can also still withdraw:]]

> [[See the handover]]
{{HANDOVER_LINK}}

@include(signature)@
