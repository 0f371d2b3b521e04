[[Order {{NUMBER}} ({{CERTIFICATE_NAME}}) was rejected]]

[[Hello {{NAME}},]]

[[An officer has rejected this order; no certificate is issued for it. The reason
tells you what to do: you may order again at any time.]]

- [[Reference number]]: {{NUMBER}}
- [[Name]]: {{CERTIFICATE_NAME}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[Reason]]: {{REASON_TEXT}}

> [[See the order]]
{{ORDER_LINK}}

@include(signature)@
