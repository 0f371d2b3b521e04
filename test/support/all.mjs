// Loads the test files named on the command line into one process, so that they share portals (sharedPortal()).
for (const file of process.argv.slice(2)) await import(file);
