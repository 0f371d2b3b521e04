{{REFERENCE}}: [[you are handing over {{ORGANISATION}} (open until {{EXPIRES_ON}})]]

[[Hello {{NAME}},]]

[[With your account the handover of an organisation to a new technical contact
was started:]]

@include(facts)@
- [[Started]]: {{STARTED_AT}}
- [[Open until]]: {{EXPIRES_AT}}

[[This wasn't you? Then withdraw the handover here at once:]]

> [[See the handover]]
{{HANDOVER_LINK}}

[[After that choose a new password for your account:]]

{{FORGOT_LINK}}

[[If it was you, this goes on as follows:]]

- [[You give the session password that the portal showed you to your successor
yourself, by telephone or in person. It stands in no mail.]]
- [[Your successor has got a mail with a link and accepts there or declines.]]
- [[After accepting, your successor signs in and enters the session password.
From that moment on the organisation is theirs and no longer yours.]]

[[This then goes along:]]

@include(load)@

[[Until then nothing changes, and you can withdraw at any time.]]

@include(signature)@
