/*
 * Counts the instructions that an emulated program executes, and appends the sum to the file that EDGE_INSTRUCTIONS names.
 * Written to the published interface of QEMU's TCG plugins, version 1; what is used of it is declared here, as its header is not packaged.
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define EXPORTED __attribute__((visibility("default")))

struct qemu_plugin_tb;
struct qemu_info;

enum { INLINE_ADD_U64 = 0 };

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id, void (*translated)(uint64_t id, struct qemu_plugin_tb *block));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *block, int operation, void *target, uint64_t amount);
void qemu_plugin_register_atexit_cb(uint64_t id, void (*ended)(uint64_t id, void *data), void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);

EXPORTED int qemu_plugin_version = 1;

/* Added to by translated code without a lock: exact where one thread computes. */
static uint64_t instructions;

static void on_translated(uint64_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_inline(block, INLINE_ADD_U64, &instructions, qemu_plugin_tb_n_insns(block));
}

static void on_exit_of_program(uint64_t id, void *data)
{
    (void)id;
    (void)data;
    const char *path = getenv("EDGE_INSTRUCTIONS");
    FILE *file = path ? fopen(path, "a") : stderr;
    if (file) {
        fprintf(file, "%" PRIu64 "\n", instructions);
        if (path) {
            fclose(file);
        }
    }
}

EXPORTED int qemu_plugin_install(uint64_t id, const struct qemu_info *info, int argc, char **argv)
{
    (void)info;
    (void)argc;
    (void)argv;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_atexit_cb(id, on_exit_of_program, NULL);
    return 0;
}
