{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="@lang@">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{SUBJECT}}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="max-width:36em;margin:0 auto;overflow-wrap:anywhere">
<p style="margin:0 0 24px;padding:0 0 8px;border-bottom:3px solid {{ACCENT}};font-weight:600">{{BRAND}}</p>
{{#POINTER}}
<p lang="{{LANG}}" style="margin:0 0 16px;font-size:13px">{{TEXT}}</p>
{{/POINTER}}
{{#PART}}
<div lang="{{LANG}}">
{{#IS_FURTHER}}
<h2 style="margin:32px 0 16px;padding:16px 0 0;border-top:1px solid #888;font-size:16px">{{LANGUAGE}}</h2>
{{/IS_FURTHER}}
{{#BLOCK}}
{{#PARAGRAPH}}
<p style="margin:0 0 16px">{{TEXT}}</p>
{{/PARAGRAPH}}
{{#LIST}}
<ul style="margin:0 0 16px;padding:0 0 0 20px">
{{#ITEM}}
<li>{{TEXT}}</li>
{{/ITEM}}
</ul>
{{/LIST}}
{{#FIRST_LINK}}
<p style="margin:0 0 8px"><a href="{{TEXT}}"
style="display:inline-block;padding:10px 20px;border-radius:8px;background:{{ACCENT}};color:#fff;font-weight:600;text-decoration:none">{{LABEL}}</a></p>
<p style="margin:0 0 16px;font-size:13px">{{TEXT}}</p>
{{/FIRST_LINK}}
{{#LINK}}
<p style="margin:0 0 16px">{{#HAS_LABEL}}{{LABEL}}: {{/HAS_LABEL}}<a href="{{TEXT}}">{{TEXT}}</a></p>
{{/LINK}}
{{/BLOCK}}
</div>
{{/PART}}
<div style="margin:32px 0 0;padding:12px 0 0;border-top:1px solid #888;font-size:13px">
{{#SIGNATURE_LINE}}
<div>{{TEXT}}</div>
{{/SIGNATURE_LINE}}
</div>
</div>
</body>
</html>
