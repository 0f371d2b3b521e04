[[Certificate {{NUMBER}} ({{CERTIFICATE_NAME}}): revocation refused]]

[[Hello {{NAME}},]]

[[The certification authority has refused to revoke this certificate. It is
valid as before.]]

- [[Reference number]]: {{NUMBER}}
- [[Name]]: {{CERTIFICATE_NAME}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[The CA’s answer]]: {{REASON_TEXT}}

[[What you can do: try again on the certificate's page. If it is refused once
more and the certificate has to go, write to us.]]

> [[See the certificate]]
{{CERTIFICATE_LINK}}

@include(signature)@
