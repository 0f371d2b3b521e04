[[Certificate {{NUMBER}} ({{CERTIFICATE_NAME}}) is issued]]

[[Hello {{NAME}},]]

[[Your certificate is issued: download it here in the form that your server needs,
with its chain. It stands among your certificates now.]]

- [[Reference number]]: {{NUMBER}}
- [[Name]]: {{CERTIFICATE_NAME}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[Valid until]]: {{ENDS_ON}}{{#HAS_PREDECESSOR}}
- [[Replaces]]: {{PREDECESSOR}}{{/HAS_PREDECESSOR}}

{{#HAS_PREDECESSOR}}
[[The certificate that it replaces stays valid until its end. Put the new one on
every server that has the old one before then.]]
{{/HAS_PREDECESSOR}}

> [[Download the certificate]]
{{CERTIFICATE_LINK}}

@include(signature)@
