// Bare signing: what a local CA's certificate costs without orders and database. signing CERTIFICATE KEY CSR COUNT
// [FILE] signs so many of the profile that jobs issues, prints how many a second, and writes them (PEM) to FILE.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/file.h"
#include "base/random.h"
#include "x509/authority.h"
#include "x509/bundle.h"
#include "x509/csr.h"
#include "x509/encoding.h"

using namespace certportal;

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) return EXIT_FAILURE;
  auto key = x509::PrivateKey::read(*read_file(argv[2]), "");
  auto authority = x509::Authority::make(x509::parse_bundle(*read_file(argv[1])).certificates.front(), *key);
  const std::string csr = *read_file(argv[3]);
  const long count = std::atol(argv[4]);
  std::ofstream file(argc == 6 ? argv[5] : "/dev/null");
  x509::LeafContent content;
  content.names = {"www.example.org"};
  content.common_name = content.names.front();
  content.not_before = now() - std::chrono::minutes(5);
  content.not_after = content.not_before + std::chrono::hours(24 * 200);
  const x509::Publication publication{"http://pki.example.org/local.cer", "http://pki.example.org/local.crl"};
  std::chrono::duration<double> took{};
  for (long i = 0; i < count; ++i) {
    auto began = std::chrono::steady_clock::now();
    content.serial = random_bytes(16);
    content.serial[0] &= 0x7F;
    content.public_key = x509::Csr::from_stored(csr).public_key_der();
    auto der = authority->sign_leaf(content, publication);
    took += std::chrono::steady_clock::now() - began;
    if (!der) return EXIT_FAILURE;
    if (argc == 6) file << x509::pem(*der);
  }
  std::cout << static_cast<double>(count) / took.count() << "\n";
  return EXIT_SUCCESS;
}
