{{ORGANISATION_REFERENCE}}: [[new technical contact for {{ORGANISATION}}]]

[[Hello {{NAME}},]]

{{#SIDE_CONTACT}}
[[The operators of the portal have entered another technical contact for an
organisation of yours. You no longer have access to its certificates; other
organisations that you manage stay yours.]]
{{/SIDE_CONTACT}}
{{#SIDE_SUCCESSOR}}
[[The operators of the portal have entered you as the technical contact of an
organisation: you manage its certificates now.]]
{{/SIDE_SUCCESSOR}}

- [[Organisation]]: {{ORGANISATION}} ({{ORGANISATION_REFERENCE}})
- [[New technical contact]]: {{SUCCESSOR_EMAIL}}
- [[Since]]: {{QUEUED_AT}}
- [[Reason]]: {{REASON_TEXT}}

{{#SIDE_SUCCESSOR}}
[[The organisation's certificates:]]

> [[See the certificates]]
{{CERTIFICATES_LINK}}
{{/SIDE_SUCCESSOR}}

[[You have a question about this, or it is not right? Then ask the operators of
the portal.]]
{{#HAS_SUPPORT_EMAIL}}
[[Their address:]] {{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
