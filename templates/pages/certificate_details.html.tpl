{{%AUTOESCAPE context="HTML"}}
@include(head title="{{TITLE}}" class="" crumb=certificates crumb_label="[[My certificates]]" crumb_here="{{NUMBER}}")@
<div class="title"><div><h1 class="long">{{TITLE}}</h1>
<p class="lead-in">{{#ASCII_NAME}}{{TEXT}} · {{/ASCII_NAME}}{{NUMBER}} · <a dir="auto" href="{{BASE}}/organisations/{{ORGANISATION_REFERENCE}}">{{ORGANISATION}}</a></p></div>
<div class="buttons"><span class="state {{CLASS}}">{{STATE}}</span>{{#CAN_RENEW}} <a class="btn btn-primary" href="{{BASE}}/certificates/{{NUMBER}}/renew">[[Renew]]</a> <a class="btn btn-quiet" href="#downloads">[[Download]]</a>{{/CAN_RENEW}}{{#NO_RENEWAL}} <a class="btn {{#IN_USE}}btn-primary{{/IN_USE}}{{#OVER}}btn-quiet{{/OVER}}" href="#downloads">[[Download]]</a>{{/NO_RENEWAL}}</div></div>
{{#REPLACED_BY}}
<p class="notice warn">[[Replaced by certificate]] <a href="{{BASE}}/certificates/{{OTHER}}">{{OTHER}}</a></p>
{{/REPLACED_BY}}
{{#OPEN_ORDER}}
<p class="notice">[[Its successor is ordered already:]] <a href="{{BASE}}/orders/{{ORDER}}">{{ORDER}}</a></p>
{{/OPEN_ORDER}}
{{#REVOKED_AT}}
<p class="notice bad">[[Revoked on {{DATE}}. Do not use it any more.]]</p>
{{/REVOKED_AT}}
{{#REVOCATION_PENDING}}
<p class="notice warn">[[The certification authority has been asked to revoke it ({{DATE}}), and has not answered yet. You get a mail.]]</p>
{{/REVOCATION_PENDING}}
{{#REVOCATION_REFUSED}}
<div class="notice bad"><div>[[The certification authority has refused to revoke it ({{DATE}}). The certificate is valid as before; you may try again.]]<p class="sum">[[Its answer:]] <q>{{ANSWER}}</q></p></div></div>
{{/REVOCATION_REFUSED}}
@include(errors)@
<div class="halves"><div><section class="sheet part" aria-labelledby="what"><h2 id="what">[[Certificate]]</h2>
<dl class="facts">
<div><dt>[[Valid]]</dt><dd>[[from {{START}} to {{END}}]]<small>{{DAYS}}</small>{{#EXPIRING}}<small>[[“ends soon”: it is time to renew it]]</small>{{/EXPIRING}}</dd></div>
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}{{#NO_NAME}}[[no alternative names]]{{/NO_NAME}}{{#MORE_NAMES}}<details><summary>{{LABEL}}</summary>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}</details>{{/MORE_NAMES}}</dd></div>
{{#REVOCATION}}
<div><dt>[[Revocation]]</dt><dd>{{REASON}}<small>[[asked for by {{WHO}}]]</small></dd></div>
{{/REVOCATION}}
<div><dt>[[Subject]]</dt><dd>{{#SUBJECT}}<span><b>{{LABEL}}</b> {{VALUE}}</span>{{/SUBJECT}}</dd></div>
<div><dt>[[Issuer]]</dt><dd>{{ISSUER}}</dd></div>
<div><dt>[[Serial number]]</dt><dd><code>{{SERIAL}}</code></dd></div>
<div><dt>[[Key]]</dt><dd>{{KEY}}</dd></div>
<div><dt>[[Signature algorithm]]</dt><dd>{{SIGNATURE}}</dd></div>
<div><dt>[[Fingerprint SHA-256]]</dt><dd><code>{{SHA256}}</code></dd></div>
<div><dt>[[Fingerprint SHA-1]]</dt><dd><code>{{SHA1}}</code></dd></div>
</dl>
</section>
<section class="sheet part" aria-labelledby="downloads"><h2 id="downloads">[[Downloads]]</h2>
{{#OVER}}
<p>[[No server should use this certificate any more. Its files, for your records or an old system:]]</p>
<details><summary>[[Download all the same]]</summary>
{{/OVER}}
<ul class="downloads">
{{#FULLCHAIN}}
<li>{{#READY}}<a class="btn {{#IN_USE}}btn-primary{{/IN_USE}}{{#OVER}}btn-quiet{{/OVER}}" href="{{BASE}}/certificates/{{NUMBER}}/download/fullchain" download>[[Certificate with issuers (fullchain)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Certificate with issuers (fullchain)]]</span>{{/GAP}}
<div><p>[[The usual choice for web servers: certificate and issuing CAs in one PEM file, without the root, which every browser has.]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/FULLCHAIN}}
{{#IN_USE}}
</ul>
<h3>[[Which one do I need?]]</h3>
<dl class="facts">
<div><dt>nginx, Apache, HAProxy, Postfix, Dovecot, Exim</dt><dd>@include(download format=fullchain)@</dd></div>
<div><dt>Windows, IIS</dt><dd>@include(download format=p7b)@</dd></div>
<div><dt>Tomcat</dt><dd>@include(download format=pem)@ + @include(download format=issuers)@</dd></div>
<div><dt>Java</dt><dd>@include(download format=chain)@</dd></div>
</dl>
<p class="after"><a class="help" href="{{BASE}}/help/install?number={{NUMBER}}">[[Install it: the lines of the server’s configuration]]</a></p>
<details class="more"{{#CHAIN_GAP}} open{{/CHAIN_GAP}}><summary>[[Other files and checksums]]</summary>
<ul class="downloads">
{{/IN_USE}}
{{#PEM}}
<li>{{#READY}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/download/pem" download>[[Certificate alone (PEM)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Certificate alone (PEM)]]</span>{{/GAP}}
<div><p>[[Your certificate in PEM (Base64).]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/PEM}}
{{#CHAIN}}
<li>{{#READY}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/download/chain" download>[[Certificate with all CAs (chain)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Certificate with all CAs (chain)]]</span>{{/GAP}}
<div><p>[[Certificate, issuing CAs and root in one file, each in PEM.]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/CHAIN}}
{{#ISSUERS}}
<li>{{#READY}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/download/issuers" download>[[Issuers alone (PEM)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Issuers alone (PEM)]]</span>{{/GAP}}
<div><p>[[Issuing CAs and root in PEM, for servers that want them in a file of their own.]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/ISSUERS}}
{{#DER}}
<li>{{#READY}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/download/der" download>[[Certificate, binary (DER)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Certificate, binary (DER)]]</span>{{/GAP}}
<div><p>[[Your certificate in DER, for Java, Windows and appliances.]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/DER}}
{{#P7B}}
<li>{{#READY}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/download/p7b" download>[[Certificate with all CAs (PKCS#7)]]</a>{{/READY}}{{#GAP}}<span class="btn btn-quiet disabled">[[Certificate with all CAs (PKCS#7)]]</span>{{/GAP}}
<div><p>[[Certificate and all CAs in one PKCS#7 file (PEM), for IIS, Windows and Java.]]</p><p class="hint"><code>{{FILE}}</code>{{#GAP}} · {{REASON}}{{/GAP}}{{#READY}} · {{BYTES}}{{/READY}}</p></div></li>
{{/P7B}}
</ul>
<h3>[[Check the files]]</h3>
<p class="hint">[[SHA-256 sums, to paste into <code>sha256sum -c</code>]]</p>
<pre tabindex="0">
{{#SUM}}
{{SHA256}}  {{FILE}}
{{/SUM}}
</pre>
</details>
</section></div>
<div><section class="sheet part" aria-labelledby="actions"><h2 id="actions">[[What you can do]]</h2>
<div class="buttons">{{#CAN_RENEW}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/renew">[[Renew]]</a>{{/CAN_RENEW}}
{{#CAN_REISSUE}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/reissue">[[Re-issue]]</a>{{/CAN_REISSUE}}
{{#CAN_REVOKE}}<a class="btn btn-quiet" href="{{BASE}}/certificates/{{NUMBER}}/revoke">[[Revoke]]</a>{{/CAN_REVOKE}}
{{#OVER}}{{#NO_RENEWAL}}<a class="btn btn-primary" href="{{BASE}}/orders/new?organisation={{ORGANISATION_REFERENCE}}">[[Order a certificate]]</a>{{/NO_RENEWAL}}{{/OVER}}</div>
{{#CAN_REISSUE}}
<p class="hint">[[Re-issue: another key, the same names and end.]]</p>
{{/CAN_REISSUE}}
{{#REFUSED}}
<p class="hint"><b>{{ACTION}}:</b> {{>MESSAGE}}</p>
{{/REFUSED}}
</section>
<section class="sheet part" aria-labelledby="reminders"><h2 id="reminders">[[Reminders]]</h2>
{{#NOT_REMINDED}}
<p class="hint">[[Nobody is reminded of a certificate that is revoked or replaced.]]</p>
{{/NOT_REMINDED}}
{{#MUTED}}
<p class="notice warn">[[Muted until {{DATE}}: before that day nobody is reminded of this certificate.]]</p>
<form method="post" action="{{BASE}}/certificates/{{NUMBER}}/unmute"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><button class="btn btn-quiet">[[Remind me again]]</button></form>
{{/MUTED}}
{{#HAS_REMINDERS}}
<dl class="facts">
{{#REMINDER}}
<div><dt>{{STEP}}</dt><dd>{{WHEN}}<small>{{OUTCOME}}</small>{{#MAIL}}<small>{{RECIPIENT}}</small><small>{{MAIL_STATE}}</small><small lang="en">{{ANSWER}}</small>{{/MAIL}}</dd></div>
{{/REMINDER}}
</dl>
{{/HAS_REMINDERS}}
{{#MUTABLE}}
<details{{#HAS_ERRORS}} open{{/HAS_ERRORS}}><summary>[[Mute the reminders]]</summary>
<form method="post" action="{{BASE}}/certificates/{{NUMBER}}/mute"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<div class="field"><label for="until">[[Until]]</label>
<p class="hint" id="until-hint">[[On that day the reminders begin again. If a new technical contact takes over, it stays muted.]]</p>
<input class="form-control" id="until" name="until" type="date" min="{{FIRST_DAY}}" value="{{UNTIL}}" required{{#UNTIL_BAD}} aria-invalid="true"{{/UNTIL_BAD}} aria-describedby="until-hint{{#UNTIL_BAD}} until-error{{/UNTIL_BAD}}">
{{#UNTIL_BAD}}
<div class="error" id="until-error">
{{#UNTIL_ERROR}}
<p>{{>MESSAGE}}</p>
{{/UNTIL_ERROR}}
</div>
{{/UNTIL_BAD}}
</div>
<button class="btn btn-quiet">[[Mute]]</button></form></details>
{{/MUTABLE}}
</section>
{{#LINEAGE}}
<section class="sheet part" aria-labelledby="lineage"><h2 id="lineage">[[Predecessors and successors]]</h2>
<ol class="lineage">
{{#CERTIFICATE}}
<li>{{#THIS}}<strong aria-current="true">{{OTHER_NUMBER}}</strong>{{/THIS}}{{#OTHER}}<a href="{{BASE}}/certificates/{{OTHER_NUMBER}}">{{OTHER_NUMBER}}</a>{{/OTHER}} <span>[[{{FROM}} to {{UNTIL}}]]{{#IS_REVOKED}} · [[revoked]]{{/IS_REVOKED}}</span></li>
{{/CERTIFICATE}}
</ol></section>
{{/LINEAGE}}
<section class="sheet part" aria-labelledby="chain"><h2 id="chain">[[Chain]]</h2>
{{#CHAIN_ONLY_FORMERLY}}
<p class="notice warn">[[This chain was valid when the certificate began; by now one of its CAs has expired.]]</p>
{{/CHAIN_ONLY_FORMERLY}}
{{#CHAIN_GAP}}
<p class="notice bad">[[An issuing certificate is missing, so the files with issuers cannot be made. Missing: {{NAME}}]]</p>
{{/CHAIN_GAP}}
{{#CHAIN_SELF_SIGNED}}
<p class="notice warn">[[The certificate has signed itself: there is no issuer, and browsers do not trust it by themselves.]]</p>
{{/CHAIN_SELF_SIGNED}}
<ol class="chain">
{{#STEP}}
<li class="{{KIND}}"><small>{{ROLE}}</small><strong>{{NAME}}</strong><small>{{DETAIL}}</small><small>{{UNTIL}}</small></li>
{{/STEP}}
</ol>
</section></div></div>
<section class="sheet part" aria-labelledby="extensions"><h2 id="extensions">[[Extensions]]</h2>
<dl class="facts">
{{#X_BASIC}}
<div><dt>[[Basic constraints]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_BASIC}}
{{#X_KEY_USAGE}}
<div><dt>[[Key usage]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_KEY_USAGE}}
{{#X_EXTENDED}}
<div><dt>[[Purpose]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_EXTENDED}}
{{#X_SKI}}
<div><dt>[[Subject key identifier]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_SKI}}
{{#X_AKI}}
<div><dt>[[Authority key identifier]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_AKI}}
{{#X_CRL}}
<div><dt>[[Revocation list (CRL)]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_CRL}}
{{#X_OCSP}}
<div><dt>[[Revocation check (OCSP)]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_OCSP}}
{{#X_CA_ISSUERS}}
<div><dt>[[Issuer’s certificate]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_CA_ISSUERS}}
{{#X_POLICIES}}
<div><dt>[[Policies]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_POLICIES}}
{{#X_SCT}}
<div><dt>[[Certificate transparency]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_SCT}}
{{#X_MUST_STAPLE}}
<div><dt>[[TLS feature]]{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd>{{#VALUE}}<span>{{TEXT}}</span>{{/VALUE}}</dd></div>
{{/X_MUST_STAPLE}}
{{#X_OTHER}}
<div><dt>{{NAME}} <small>{{OID}}</small>{{#CRITICAL}} <small>([[critical]])</small>{{/CRITICAL}}</dt><dd><code>{{TEXT:pre_escape}}</code></dd></div>
{{/X_OTHER}}
</dl>
<details><summary>[[Raw text]]</summary>
<pre tabindex="0">{{RAW:pre_escape}}</pre>
</details>
</section>
@include(foot)@
