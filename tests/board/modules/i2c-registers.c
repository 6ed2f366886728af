// SPDX-License-Identifier: GPL-2.0
/*
 * An I2C bus with one device of 256 registers: the first byte written sets the register pointer, further ones fill registers, reads take
 * them; the pointer counts up. It answers plain transfers, which the kernel's i2c-stub (SMBus calls only) does not. "registers" is its
 * content, "fault" the errno that every transfer ends with while it is not 0: 6 an unplugged device, 110 a stuck bus.
 */
#include <linux/i2c.h>
#include <linux/module.h>

static ushort address = 0x76;
module_param(address, ushort, 0644);

static u8 registers[256];
static int register_count = ARRAY_SIZE(registers);
module_param_array(registers, byte, &register_count, 0644);

static int fault;
module_param(fault, int, 0644);

static u8 pointer;

static void answer(const struct i2c_msg *message)
{
	u16 i = 0;

	if (message->flags & I2C_M_RD) {
		while (i < message->len)
			message->buf[i++] = registers[pointer++];
		return;
	}

	if (message->len)
		pointer = message->buf[i++];
	while (i < message->len)
		registers[pointer++] = message->buf[i++];
}

static int transfer(struct i2c_adapter *bus, struct i2c_msg *messages, int count)
{
	int i;

	if (fault)
		return -fault;

	for (i = 0; i < count; i++) {
		if (messages[i].addr != address)
			return -ENXIO;
		answer(&messages[i]);
	}

	return count;
}

static u32 functionality(struct i2c_adapter *bus)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm algorithm = {
	.master_xfer = transfer,
	.functionality = functionality,
};

static struct i2c_adapter bus = {
	.owner = THIS_MODULE,
	.name = "i2c-registers",
	.nr = 1, /* the pin header's bus on a Raspberry Pi */
	.algo = &algorithm,
};

static int __init registers_init(void)
{
	return i2c_add_numbered_adapter(&bus);
}

static void __exit registers_exit(void)
{
	i2c_del_adapter(&bus);
}

module_init(registers_init);
module_exit(registers_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("An I2C device made of registers, for tests");
