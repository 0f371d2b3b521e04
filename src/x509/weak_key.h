// Inside of this folder only: RSA moduli that somebody could factor.
#pragma once

#include <openssl/bn.h>

namespace certportal::x509 {

// The fingerprint of CVE-2017-15361 (ROCA; Nemec and others, "The Return of Coppersmith's Attack", 2017): Infineon's
// library made primes k * M + 65537^a mod M, so that their product is a power of 65537 modulo each small prime. One
// modulus in 2^27 of others has it, too.
bool has_roca_fingerprint(const BIGNUM* modulus);

// A prime below 2^16 divides it.
bool has_small_factor(const BIGNUM* modulus);

// Fermat's method finds two factors close to each other within `steps`.
bool has_close_factors(const BIGNUM* modulus, int steps = 100);

// A prime, or a power of one: whoever knows it knows the private key. Precondition: odd.
bool is_prime_power(const BIGNUM* modulus);

}  // namespace certportal::x509
