[[Order {{NUMBER}} ({{CERTIFICATE_NAME}}) could not be issued]]

[[Hello {{NAME}},]]

[[This order is approved, but its certificate could not be issued so far. The
officers see why and can try again; you need not do anything. You may also
withdraw the order and place another one.]]

- [[Reference number]]: {{NUMBER}}
- [[Name]]: {{CERTIFICATE_NAME}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[Failed since]]: {{FAILED_AT}}

> [[See the order]]
{{ORDER_LINK}}

@include(signature)@
