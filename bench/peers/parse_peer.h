/* What the parsers' programs share: files into memory, rounds over all of them, CPU time. */
#ifndef DATELINE_BENCH_PARSE_PEER_H
#define DATELINE_BENCH_PARSE_PEER_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The arguments are a number of rounds and the files. */
static int time_peer(int argc, char** argv, void (*parse)(const char*, size_t)) {
  int rounds = argc > 1 ? atoi(argv[1]) : 1, count = argc - 2;
  char** pages = calloc((size_t)count, sizeof *pages);
  size_t* sizes = calloc((size_t)count, sizeof *sizes);
  size_t total = 0;
  double best = 1e9;
  for (int i = 0; i < count; ++i) {
    FILE* f = fopen(argv[i + 2], "rb");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0) return 2;
    sizes[i] = (size_t)ftell(f);
    rewind(f);
    pages[i] = malloc(sizes[i] + 1);
    if (fread(pages[i], 1, sizes[i], f) != sizes[i]) return 2;
    fclose(f);
    total += sizes[i];
  }
  for (int r = 0; r < rounds; ++r) {
    double begun = cpu_seconds();
    for (int i = 0; i < count; ++i) parse(pages[i], sizes[i]);
    double took = cpu_seconds() - begun;
    best = took < best ? took : best;
  }
  printf("{\"bytes\": %zu, \"seconds\": %.4f}\n", total, best);
  return 0;
}

#endif
