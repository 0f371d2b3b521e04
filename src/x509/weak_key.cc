#include "x509/weak_key.h"

#include <cstdint>
#include <vector>

#include "x509/fence.h"

namespace certportal::x509 {
namespace {

using Number = Owned<BIGNUM, BN_free>;
using Context = Owned<BN_CTX, BN_CTX_free>;

constexpr unsigned kFactorsBelow = 1 << 16;

Number make_number(const BIGNUM* value = nullptr) {
  Number number(value != nullptr ? BN_dup(value) : BN_new());
  if (!number) throw_broken("no memory for a number");
  return number;
}

void must(int done) {
  if (done != 1) throw_broken("no arithmetic");
}

// The primes below 2^16, by Eratosthenes' sieve, once.
const std::vector<std::uint16_t>& small_primes() {
  static const std::vector<std::uint16_t> primes = [] {
    std::vector<bool> composite(kFactorsBelow, false);
    std::vector<std::uint16_t> found;
    for (unsigned n = 2; n < kFactorsBelow; ++n) {
      if (composite[n]) continue;
      found.push_back(static_cast<std::uint16_t>(n));
      for (unsigned long multiple = 1ul * n * n; multiple < kFactorsBelow; multiple += n) composite[multiple] = true;
    }
    return found;
  }();
  return primes;
}

// Whether the residue is a power of 65537 modulo the prime.
bool is_power_of_65537(unsigned residue, unsigned prime) {
  unsigned power = 1;
  do {
    if (power == residue) return true;
    power = power * (65537 % prime) % prime;
  } while (power != 1);
  return false;
}

// The largest number whose square is not above `n`, by Newton's method from above.
Number square_root(const BIGNUM* n, BN_CTX* context) {
  Number root = make_number();
  must(BN_set_bit(root.get(), (BN_num_bits(n) + 1) / 2));
  Number next = make_number();
  while (true) {
    must(BN_div(next.get(), nullptr, n, root.get(), context));
    must(BN_add(next.get(), next.get(), root.get()));
    must(BN_rshift1(next.get(), next.get()));
    if (BN_cmp(next.get(), root.get()) >= 0) return root;
    root.swap(next);
  }
}

bool is_square(const BIGNUM* n, BN_CTX* context) {
  if (BN_is_zero(n)) return true;
  // A quick no for four of five: squares leave one of twelve rests modulo 64.
  constexpr std::uint64_t kSquaresModulo64 = 0x0202021202030213;
  if ((kSquaresModulo64 >> BN_mod_word(n, 64) & 1) == 0) return false;
  Number root = square_root(n, context);
  Number square = make_number();
  must(BN_sqr(square.get(), root.get(), context));
  return BN_cmp(square.get(), n) == 0;
}

}  // namespace

bool has_roca_fingerprint(const BIGNUM* modulus) {
  // The odd primes up to 167: those whose product divides M for every size of key.
  constexpr unsigned kLastPrime = 167;
  for (unsigned prime : small_primes()) {
    if (prime == 2) continue;
    if (prime > kLastPrime) break;
    if (!is_power_of_65537(static_cast<unsigned>(BN_mod_word(modulus, prime)), prime)) return false;
  }
  return true;
}

bool has_small_factor(const BIGNUM* modulus) {
  for (unsigned prime : small_primes())
    if (BN_mod_word(modulus, prime) == 0) return true;
  return false;
}

// modulus = a * a - b * b = (a - b) * (a + b): a is tried from the root of the modulus upwards.
bool has_close_factors(const BIGNUM* modulus, int steps) {
  Context context(BN_CTX_new());
  if (!context) throw_broken("no memory for numbers");
  Number a = square_root(modulus, context.get());
  Number square = make_number();
  Number difference = make_number();
  must(BN_sqr(square.get(), a.get(), context.get()));
  if (BN_cmp(square.get(), modulus) == 0) return true;
  for (int step = 0; step < steps; ++step) {
    must(BN_add_word(a.get(), 1));
    must(BN_sqr(square.get(), a.get(), context.get()));
    must(BN_sub(difference.get(), square.get(), modulus));
    if (is_square(difference.get(), context.get())) return true;
  }
  return false;
}

// By Fermat's little theorem p divides 2^p - 2, and so 2^n - 2 for every power n of p. Two primes that have nothing to
// do with each other share nothing with it. One exponentiation, where a test for primes would make a hundred.
bool is_prime_power(const BIGNUM* modulus) {
  Context context(BN_CTX_new());
  if (!context) throw_broken("no memory for numbers");
  Number two = make_number();
  Number power = make_number();
  must(BN_set_word(two.get(), 2));
  must(BN_mod_exp(power.get(), two.get(), modulus, modulus, context.get()));
  must(BN_mod_sub(power.get(), power.get(), two.get(), modulus, context.get()));
  must(BN_gcd(power.get(), power.get(), modulus, context.get()));
  return !BN_is_one(power.get());
}

}  // namespace certportal::x509
