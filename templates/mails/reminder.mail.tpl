{{#ONE_ROW}}[[Reminder: {{CERTIFICATE_NAME}} ends on {{ENDS_ON}}]]{{/ONE_ROW}}{{#SOME_ROWS}}[[Reminder: {{ROWS}} certificates end, the first on {{ENDS_ON}}]]{{/SOME_ROWS}}

[[Hello {{NAME}},]]

[[You are the technical contact of the organisations of these certificates. Each of
them ends soon, or has ended. Renew those that are still in use; a new certificate
has to be put on every server that has the old one.]]

{{#ROW}}
[[Certificate {{NUMBER}}, {{CERTIFICATE_NAME}}]]

- [[Organisation]]: {{ORGANISATION}}{{#HAS_MORE_NAMES}}
- [[Further names]]: {{MORE_NAMES}}{{/HAS_MORE_NAMES}}
- [[Serial number]]: {{SERIAL}}
- [[Fingerprint SHA-256]]: {{FINGERPRINT}}
- [[Valid until]]: {{ENDS_ON}}{{#HAS_DAYS}}
- [[Days left]]: {{DAYS}}{{/HAS_DAYS}}{{#HAS_ENDED}}
- [[It has ended]]{{/HAS_ENDED}}

> [[Renew it]]
{{RENEW_LINK}}

{{/ROW}}
{{#HAS_MORE}}
[[Further certificates that end: {{MORE}}. You find them all in your list.]]

> [[See the certificates]]
{{CERTIFICATES_LINK}}

{{/HAS_MORE}}
[[You do not need one of them any more? Open it in the portal: there you can mute its
reminders.]]

@include(signature)@
