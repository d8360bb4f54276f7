// What the DHCP client calls with every change of the lease: lease deconfig|bound|renew|nak|leasefail
import CGlibc
import Linux

exit(Lease<Kernel>.run())
