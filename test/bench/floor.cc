// The floor that pages are measured against: a FastCGI program that answers 20 constant bytes, behind the same nginx.
#include <fcgiapp.h>

#include <cstdlib>

int main() {
  setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0);
  FCGX_Init();
  FCGX_Request request;
  FCGX_InitRequest(&request, 0, 0);
  while (FCGX_Accept_r(&request) == 0) {
    FCGX_PutS("Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n12345678901234567890",
              request.out);
    FCGX_Finish_r(&request);
  }
}
