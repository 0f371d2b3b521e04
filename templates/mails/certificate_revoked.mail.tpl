[[Certificate {{NUMBER}} ({{CERTIFICATE_NAME}}) is revoked]]

[[Hello {{NAME}},]]

[[This certificate is revoked: put a new one on every server that still has it.
Programs that check revocation refuse it.]]

- [[Reference number]]: {{NUMBER}}
- [[Name]]: {{CERTIFICATE_NAME}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[Serial number]]: {{SERIAL}}
- [[Revoked]]: {{REVOKED_AT}}
- [[Reason]]: {{REASON_NAME}}

> [[See the certificate]]
{{CERTIFICATE_LINK}}

[[It was not you? Then choose a new password at once:]]

{{FORGOT_LINK}}
{{#HAS_SUPPORT_EMAIL}}

[[And please write to us:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
