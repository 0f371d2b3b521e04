{{#SIDE_CONTACT}}{{REFERENCE}}: [[{{ORGANISATION}} is handed over]]{{/SIDE_CONTACT}}{{#SIDE_SUCCESSOR}}{{REFERENCE}}: [[you have taken over {{ORGANISATION}}]]{{/SIDE_SUCCESSOR}}

[[Hello {{NAME}},]]

{{#SIDE_CONTACT}}
[[The organisation is handed over. Its certificates and open orders now belong to
your successor, and you no longer have access to them. Other organisations
that you manage stay yours.]]
{{/SIDE_CONTACT}}
{{#SIDE_SUCCESSOR}}
[[The organisation is handed over: you are its technical contact now. The private
keys lie on the servers, not in the portal: ask {{CONTACT_NAME}} where they are.]]
{{/SIDE_SUCCESSOR}}

- [[Reference number]]: {{REFERENCE}}
- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[Handed over by]]: {{CONTACT_NAME}}, {{CONTACT_EMAIL}}
- [[Handed over to]]: {{SUCCESSOR_NAME}}, {{SUCCESSOR_EMAIL}}
- [[Handed over]]: {{COMPLETED_AT}}
@include(load)@

{{#SIDE_SUCCESSOR}}
{{#HAS_ROWS}}
[[These certificates end within 60 days. Renew in time what is still in use:]]

{{#ROW}}
- {{ENDS_ON}}: {{NUMBER}} {{CERTIFICATE_NAME}}{{/ROW}}{{#HAS_MORE}}
- [[further ones]]: {{MORE}}{{/HAS_MORE}}
{{/HAS_ROWS}}

[[The organisation's certificates:]]

> [[See the certificates]]
{{CERTIFICATES_LINK}}
{{/SIDE_SUCCESSOR}}

[[The receipt, which proves the handover, to print and as a signed file:]]

> [[See the receipt]]
{{RECEIPT_LINK}}

{{#SIDE_CONTACT}}
{{#HAS_SUPPORT_EMAIL}}
[[You did not want this? Then write to us at once:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}
{{/SIDE_CONTACT}}

@include(signature)@
