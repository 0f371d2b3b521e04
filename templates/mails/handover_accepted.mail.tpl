[[Handover {{REFERENCE}} accepted, open until {{EXPIRES_ON}} ({{ORGANISATION}})]]

[[Hello {{NAME}},]]

[[Your successor has accepted the handover. Now pass on the session password, by
telephone or in person, if you have not done so yet: nothing moves before your
successor has entered it.]]

@include(facts)@
- [[Open until]]: {{EXPIRES_AT}}

[[You no longer have the session password? Have a new one made here; you can also
still withdraw the handover:]]

> [[See the handover]]
{{HANDOVER_LINK}}

@include(signature)@
