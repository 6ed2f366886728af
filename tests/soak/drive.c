// Pulls a simulated line of the service (a named pipe with the kernel's edge records) and watches what it answers (JSON lines on standard input).
//   drive storm PIPE EDGES PER_SECOND LEFT_OUT FIRST   sends EDGES edges at that rate, numbered from FIRST; the kernel "drops" one
//                                                behind every LEFT_OUT-th
//   drive cycles PIPE EDGES                      the next edge when the last one is answered
//   drive paced PIPE EDGES PERIOD_US             one edge per period; prints the latencies of the answers, microseconds, one to a line
//   drive jitter PIPE TURNS PERIOD_US LATE       every other period an edge, as "paced"; in the others cyclictest's loop alone: by how much
//                                                it woke too late goes to file LATE. Both meet the same machine, edge by edge
//   drive answers PIPE PERIOD_US COUNTS          one edge per period until killed; keeps what was answered how often in file COUNTS
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

// struct gpio_v2_line_event of linux/gpio.h.
struct edge { uint64_t timestamp_ns; uint32_t id, offset, sequence, line_sequence, padding[6]; };

enum { LARGEST_LINE = 4096, BATCH = 50, MOST_ANSWERS = 64 };

static uint32_t sequence;
static char text[LARGEST_LINE * 4];
static size_t text_length;

static void fail(const char *what) { perror(what); exit(2); }

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(int64_t ns)
{
    struct timespec t = { ns / 1000000000, ns % 1000000000 };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) { }
}

static int open_line(const char *path)
{
    int line = open(path, O_WRONLY);
    if (line < 0) fail(path);
    return line;
}

static void pull(int line, struct edge *edges, int count)
{
    const char *bytes = (const char *)edges;
    for (size_t left = count * sizeof *edges; left > 0;) {
        ssize_t written = write(line, bytes, left);
        if (written < 0) fail("write an edge");
        bytes += written;
        left -= written;
    }
}

static struct edge next_edge(void) { return (struct edge){ .timestamp_ns = now_ns(), .id = 1, .sequence = ++sequence }; }

static void pull_once(int line)
{
    struct edge edge = next_edge();
    pull(line, &edge, 1);
}

// Reads lines that came, waiting for the first at most so long; calls use for each whole one. 0 when nothing came.
static int read_lines(int timeout_ms, void (*use)(const char *line))
{
    struct pollfd input = { STDIN_FILENO, POLLIN, 0 };
    if (poll(&input, 1, timeout_ms) <= 0) return 0;
    ssize_t got = read(STDIN_FILENO, text + text_length, sizeof text - text_length - 1);
    if (got <= 0) { fprintf(stderr, "the service ended\n"); exit(2); }
    text_length += got;
    text[text_length] = 0;
    char *line = text, *end;
    while ((end = strchr(line, '\n'))) {
        *end = 0;
        use(line);
        line = end + 1;
    }
    text_length -= line - text;
    memmove(text, line, text_length);
    return 1;
}

static double number(const char *line, const char *name)
{
    const char *at = strstr(line, name);
    return at ? atof(at + strlen(name)) : -1;
}

static long answered;
static double last_latency_us;

static void take_answer(const char *line)
{
    answered = (long)number(line, "\"sequence\":");
    last_latency_us = number(line, "\"latencyNs\":") / 1000;
}

// Answers of a pipeline that has run before do not begin with 1: what the first edge gets is where this run counts from.
static long answer_to_first(int line)
{
    for (int tries = 0; tries < 600; tries++) {
        pull_once(line);
        if (read_lines(100, take_answer)) return answered;
    }
    fprintf(stderr, "no answer within a minute\n");
    exit(2);
}

static void storm(int line, long edges, long per_second, long left_out)
{
    static struct edge batch[BATCH];
    int64_t started = now_ns();
    for (long sent = 0; sent < edges; sent += BATCH) {
        for (int i = 0; i < BATCH; i++) {
            batch[i] = next_edge();
            if ((sent + i + 1) % left_out == 0) sequence++;
        }
        pull(line, batch, BATCH);
        sleep_until(started + (int64_t)(1e9 * (sent + BATCH) / per_second));
    }
    printf("%ld %ld %.3f\n", edges, edges / left_out - (edges % left_out == 0), (now_ns() - started) / 1e9);
}

static void cycles(int line, long edges)
{
    long first = answer_to_first(line), unanswered = 0;
    int64_t started = now_ns();
    for (long i = 1; i < edges; i++) {
        pull_once(line);
        while (answered < first + i)
            if (!read_lines(5000, take_answer)) { unanswered++; break; }
        if (unanswered) break;
    }
    printf("%ld %ld %.3f\n", answered - first + 1, unanswered, (now_ns() - started) / 1e9);
}

static void print_latency(const char *line) { printf("%.1f\n", number(line, "\"latencyNs\":") / 1000); }

static void paced(int line, long edges, int64_t period_ns)
{
    answer_to_first(line);
    int64_t next = now_ns();
    for (long i = 0; i < edges; i++) {
        sleep_until(next += period_ns);
        pull_once(line);
        while (read_lines(0, print_latency)) { }
    }
    while (read_lines(200, print_latency)) { }
}

static void jitter(int line, long turns, int64_t period_ns, const char *path)
{
    float *late_us = malloc(turns * sizeof *late_us);
    if (!late_us) fail("memory for the periods");
    memset(late_us, 0, turns * sizeof *late_us);
    answer_to_first(line);
    int64_t next = now_ns();
    for (long i = 0; i < turns; i++) {
        sleep_until(next += period_ns);
        late_us[i] = (now_ns() - next) / 1000.0f;
        sleep_until(next += period_ns);
        pull_once(line);
        while (read_lines(0, print_latency)) { }
    }
    while (read_lines(200, print_latency)) { }
    FILE *late = fopen(path, "w");
    if (!late) fail(path);
    for (long i = 0; i < turns; i++) fprintf(late, "%.1f\n", late_us[i]);
    fclose(late);
}

static struct { char what[96]; long count; } answers[MOST_ANSWERS];
static long answer_count, holes, last_sequence;

static void count_answer(const char *line)
{
    if (strstr(line, "\"active\":false")) return; // the class that the one before it named is gone
    long at = (long)number(line, "\"sequence\":");
    if (last_sequence && at != last_sequence + 1) holes++;
    last_sequence = at;
    answer_count++;
    const char *label = strstr(line, "\"label\":"), *end = label ? strstr(label, ",\"active\"") : NULL;
    char what[96] = "?";
    if (end && end - label < 96) { memcpy(what, label, end - label); what[end - label] = 0; }
    for (int i = 0; i < MOST_ANSWERS; i++) {
        if (!answers[i].count) strcpy(answers[i].what, what);
        if (!strcmp(answers[i].what, what)) { answers[i].count++; return; }
    }
    holes++;
}

static volatile sig_atomic_t ended;
static void end(int signal) { (void)signal; ended = 1; }

// What was answered so far, in one step, so that a reader never sees half of it.
static void keep(const char *path, long sent)
{
    char beside[4096];
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = fopen(beside, "w");
    if (!file) fail(beside);
    fprintf(file, "sent %ld\nanswered %ld\nholes %ld\n", sent, answer_count, holes);
    for (int i = 0; i < MOST_ANSWERS && answers[i].count; i++) fprintf(file, "answer %ld %s\n", answers[i].count, answers[i].what);
    fclose(file);
    rename(beside, path);
}

static void count_answers(int line, int64_t period_ns, const char *path)
{
    signal(SIGTERM, end);
    long sent = 0;
    int64_t next = now_ns();
    while (!ended) {
        sleep_until(next += period_ns);
        // One at a time: an edge that comes before the last one is answered would be the service's to drop.
        if (sent > answer_count) { while (sent > answer_count && !ended) read_lines(100, count_answer); next = now_ns(); }
        pull_once(line);
        sent++;
        while (read_lines(0, count_answer)) { }
        if (sent % 100 == 0) keep(path, sent);
    }
    for (int tries = 0; tries < 50 && answer_count < sent; tries++) read_lines(100, count_answer);
    keep(path, sent);
}

int main(int count, char **words)
{
    if (count > 1 && (!strcmp(words[1], "jitter") || !strcmp(words[1], "paced"))) {
        // As the service's threads: real-time where that is permitted.
        struct sched_param priority = { .sched_priority = 41 };
        if (sched_setscheduler(0, SCHED_FIFO, &priority)) fprintf(stderr, "without real-time priority: %s\n", strerror(errno));
        mlockall(MCL_CURRENT | MCL_FUTURE);
    }
    if (count == 7 && !strcmp(words[1], "storm")) sequence = atol(words[6]) - 1, storm(open_line(words[2]), atol(words[3]), atol(words[4]), atol(words[5]));
    else if (count == 4 && !strcmp(words[1], "cycles")) cycles(open_line(words[2]), atol(words[3]));
    else if (count == 5 && !strcmp(words[1], "paced")) paced(open_line(words[2]), atol(words[3]), atol(words[4]) * 1000);
    else if (count == 6 && !strcmp(words[1], "jitter")) jitter(open_line(words[2]), atol(words[3]), atol(words[4]) * 1000, words[5]);
    else if (count == 5 && !strcmp(words[1], "answers")) count_answers(open_line(words[2]), atol(words[3]) * 1000, words[4]);
    else { fprintf(stderr, "see the head of drive.c\n"); return 64; }
    return 0;
}
