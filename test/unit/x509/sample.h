// A self-signed certificate and what the openssl command (3.0) says of it.
#pragma once

#include <string_view>

namespace certportal::test {

inline constexpr std::string_view kSamplePem = R"(-----BEGIN CERTIFICATE-----
MIIB8TCCAZegAwIBAgIEChssPTAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJERTET
MBEGA1UECgwKTcO8c3RlciBBRzEYMBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMCAX
DTI2MTEyMjEyMTYxNloYDzIxMjYxMDI5MTIxNjE2WjA8MQswCQYDVQQGEwJERTET
MBEGA1UECgwKTcO8c3RlciBBRzEYMBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6cD/fwQU48CqxRIwcRB0GL2N9KytRCvv
YwRTA9M6kjb0WjCjQBIrczbLvtvwiyf/jTHVqLVlIstwcyTMMlOHG6OBhDCBgTAM
BgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcD
ATAtBgNVHREEJjAkgg93d3cuZXhhbXBsZS5vcmeCC2V4YW1wbGUub3JnhwTAAAIB
MB0GA1UdDgQWBBSg/usYwEAdN5A8tkkvMbTB9eb4jTAKBggqhkjOPQQDAgNIADBF
AiEAoXyuNHCDsWJx+PePDnNu14zwE5ZFuoB6sSD0aDN2DPYCIHFKIu8aTlOYwaLO
Mor/JvNtMeqWsXMde9l0agpwmNI3
-----END CERTIFICATE-----
)";

// openssl x509 -text -noout -nameopt oneline,utf8,-esc_msb
inline constexpr std::string_view kSampleText = R"(Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number: 169552957 (0xa1b2c3d)
        Signature Algorithm: ecdsa-with-SHA256
        Issuer: C = DE, O = Müster AG, CN = www.example.org
        Validity
            Not Before: Nov 22 12:16:16 2026 GMT
            Not After : Oct 29 12:16:16 2126 GMT
        Subject: C = DE, O = Müster AG, CN = www.example.org
        Subject Public Key Info:
            Public Key Algorithm: id-ecPublicKey
                Public-Key: (256 bit)
                pub:
                    04:e9:c0:ff:7f:04:14:e3:c0:aa:c5:12:30:71:10:
                    74:18:bd:8d:f4:ac:ad:44:2b:ef:63:04:53:03:d3:
                    3a:92:36:f4:5a:30:a3:40:12:2b:73:36:cb:be:db:
                    f0:8b:27:ff:8d:31:d5:a8:b5:65:22:cb:70:73:24:
                    cc:32:53:87:1b
                ASN1 OID: prime256v1
                NIST CURVE: P-256
        X509v3 extensions:
            X509v3 Basic Constraints: critical
                CA:FALSE
            X509v3 Key Usage: critical
                Digital Signature
            X509v3 Extended Key Usage: 
                TLS Web Server Authentication
            X509v3 Subject Alternative Name: 
                DNS:www.example.org, DNS:example.org, IP Address:192.0.2.1
            X509v3 Subject Key Identifier: 
                A0:FE:EB:18:C0:40:1D:37:90:3C:B6:49:2F:31:B4:C1:F5:E6:F8:8D
    Signature Algorithm: ecdsa-with-SHA256
    Signature Value:
        30:45:02:21:00:a1:7c:ae:34:70:83:b1:62:71:f8:f7:8f:0e:
        73:6e:d7:8c:f0:13:96:45:ba:80:7a:b1:20:f4:68:33:76:0c:
        f6:02:20:71:4a:22:ef:1a:4e:53:98:c1:a2:ce:32:8a:ff:26:
        f3:6d:31:ea:96:b1:73:1d:7b:d9:74:6a:0a:70:98:d2:37
)";

inline constexpr std::string_view kSampleSha256 =
    "39:48:82:83:20:56:15:DF:B9:A2:EC:39:80:06:6A:C7:31:EC:2D:63:B5:D9:65:5E:66:AF:8A:5E:5C:B0:C0:3F";
inline constexpr std::string_view kSampleSha1 = "4C:8D:DD:65:D1:85:85:4B:BC:1B:E7:AD:00:69:05:BA:D7:FA:D9:8D";
// openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum
inline constexpr std::string_view kSampleKeySha256 = "cf03e253ea0815945cb658beacd20c8dbf6e8fe03039639b71659cb3fbd76514";

}  // namespace certportal::test
