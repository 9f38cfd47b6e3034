#pragma once
// What Glibc's Swift module leaves out, as functions that Swift can import.

#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>
