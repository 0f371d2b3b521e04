{{#ONE_ROW}}{{#HAS_DAYS}}[[Reminder: {{CERTIFICATE_NAME}} ends on {{ENDS_ON}}]]{{/HAS_DAYS}}{{#HAS_ENDED}}[[{{CERTIFICATE_NAME}} ended on {{ENDS_ON}}]]{{/HAS_ENDED}}{{/ONE_ROW}}{{#SOME_ROWS}}[[Reminder: {{ROWS}} certificates end, the first on {{ENDS_ON}}]]{{/SOME_ROWS}}

[[Hello {{NAME}},]]

{{#ONE_ROW}}
{{#HAS_DAYS}}
[[If you still use this certificate, please renew it by {{ENDS_ON}} and put the new one on
every server that has the old one.]]
{{/HAS_DAYS}}
{{#HAS_ENDED}}
[[This certificate has ended. If you still use it, please renew it now and put the new
one on every server that has the old one.]]
{{/HAS_ENDED}}
{{/ONE_ROW}}
{{#SOME_ROWS}}
[[Please renew in time those of these certificates that you still use, and put each new
one on every server that has the old one. They end soon, or have ended:]]

{{#ROW}}
- {{ENDS_ON}}: {{NUMBER}} {{CERTIFICATE_NAME}}{{/ROW}}{{#HAS_MORE}}
- [[further ones]]: {{MORE}}{{/HAS_MORE}}

> [[See the certificates]]
{{CERTIFICATES_LINK}}

[[In detail:]]
{{/SOME_ROWS}}

{{#ROW}}
[[Certificate {{NUMBER}}, {{CERTIFICATE_NAME}}]]

- [[Valid until]]: {{ENDS_ON}}{{#HAS_DAYS}}
- [[Days left]]: {{DAYS}}{{/HAS_DAYS}}{{#HAS_ENDED}}
- [[It has ended]]{{/HAS_ENDED}}
- [[Organisation]]: {{ORGANISATION}}{{#HAS_MORE_NAMES}}
- [[Further names]]: {{MORE_NAMES}}{{/HAS_MORE_NAMES}}
- [[Serial number]]: {{SERIAL}}
- [[Fingerprint SHA-256]]: {{FINGERPRINT}}

> [[Renew it]]
{{RENEW_LINK}}

{{/ROW}}
[[You get this mail as the technical contact. You do not need one of them any more?
Open it in the portal: there you can mute its reminders.]]

@include(signature)@
