{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="@lang@">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>@title@ – {{BRAND}}</title>
@?description@
<meta name="description" content="@description@">
@/description@
<link rel="preload" href="@static(inter-400.woff2)@" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="@static(portal.css)@">
<link rel="icon" href="@static(logo.svg)@" type="image/svg+xml">
{{BRAND_LINKS}}
{{#SIGNED_IN}}
<script src="@static(portal.js)@" defer data-copy="[[Copy]]" data-copied="[[Copied]]" data-drop="[[You may also drop the file here.]]" data-all="[[Tick all]]"></script>
{{/SIGNED_IN}}
</head>
<body>
<a class="skip" href="#main">[[Skip to content]]</a>
<header class="bar"><div class="inner">
<a class="brand" href="{{BASE}}/">{{BRAND}}</a>
{{#SIGNED_IN}}
<details class="menu"><summary>[[Menu]]</summary></details>
{{#SELECTOR}}
<form class="selector" action="{{BASE}}/certificates"><label class="visually-hidden" for="selector">[[Organisation]]</label>
<select class="form-select form-select-sm" id="selector" name="organisation">
<option value="">[[All organisations]]</option>
{{#OPTION}}
<option value="{{REFERENCE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>
{{/OPTION}}
</select> <button class="btn btn-quiet btn-sm">[[Show]]</button>{{#MORE_ORGANISATIONS}} <a href="{{BASE}}/organisations">[[All organisations]]</a>{{/MORE_ORGANISATIONS}}</form>
{{/SELECTOR}}
{{/SIGNED_IN}}
<div class="who">
{{#SIGNED_IN}}
<strong dir="auto">{{ACCOUNT_NAME}}</strong>
{{/SIGNED_IN}}
{{#LANGUAGE}}
<a href="{{URL}}" hreflang="{{CODE}}" lang="{{CODE}}">{{NAME}}</a>
{{/LANGUAGE}}
{{#SIGNED_IN}}
<form method="post" action="{{BASE}}/logout"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><button class="link">[[Sign out]]</button></form>
{{/SIGNED_IN}}
{{#SIGNED_OUT}}
<a href="{{BASE}}/login">[[Sign in]]</a>
{{/SIGNED_OUT}}
</div>
{{#SIGNED_IN}}
<nav aria-label="[[Main menu]]">
<a href="{{BASE}}/"{{#AT_START}} aria-current="page"{{/AT_START}}>[[Overview]]</a>
<a href="{{BASE}}/certificates"{{#AT_CERTIFICATES}} aria-current="page"{{/AT_CERTIFICATES}}>[[My certificates]]</a>
<a href="{{BASE}}/orders"{{#AT_ORDERS}} aria-current="page"{{/AT_ORDERS}}>[[My open orders]]</a>
<a href="{{BASE}}/orders/new"{{#AT_ORDER_NEW}} aria-current="page"{{/AT_ORDER_NEW}}>[[Order a certificate]]</a>
<a href="{{BASE}}/organisations"{{#AT_ORGANISATIONS}} aria-current="page"{{/AT_ORGANISATIONS}}>[[Organisations]]</a>
<a href="{{BASE}}/handovers"{{#AT_HANDOVERS}} aria-current="page"{{/AT_HANDOVERS}}>[[Handovers]]{{#HANDOVERS_WAITING}} <span class="count">{{COUNT}}</span>{{/HANDOVERS_WAITING}}</a>
{{#OFFICER}}
<a href="{{BASE}}/approvals"{{#AT_APPROVALS}} aria-current="page"{{/AT_APPROVALS}}>[[Approvals]]{{#ORDERS_WAITING}} <span class="count">{{COUNT}}</span>{{/ORDERS_WAITING}}</a>
{{/OFFICER}}
<a href="{{BASE}}/account"{{#AT_ACCOUNT}} aria-current="page"{{/AT_ACCOUNT}}>[[My account]]</a>
</nav>
{{/SIGNED_IN}}
</div></header>
{{#BANNER}}
<aside class="banner" aria-label="[[Handovers]]"><div class="inner"><strong>{{TEXT}}</strong> <a href="{{BASE}}/handovers">[[See what to do]]</a></div></aside>
{{/BANNER}}
<main id="main" class="@class@" tabindex="-1">
@?crumb@
<nav class="crumbs" aria-label="[[You are here]]"><a href="{{BASE}}/@crumb@">@crumb_label@</a>@?crumb2@ <a href="{{BASE}}/@crumb2@">@crumb2_label@</a>@/crumb2@ <span aria-current="page">@crumb_here@</span></nav>
@/crumb@
{{#FLASH}}
<p class="notice good" role="status">{{>MESSAGE}}</p>
{{/FLASH}}
