// SPDX-License-Identifier: GPL-2.0
/* A PWM chip of two channels that drives nothing: the kernel keeps what was set, and shows it in sysfs. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pwm.h>

static int apply(struct pwm_chip *chip, struct pwm_device *channel, const struct pwm_state *state)
{
	return 0;
}

static const struct pwm_ops operations = {
	.apply = apply,
	.owner = THIS_MODULE,
};

static struct pwm_chip chip = {
	.ops = &operations,
	.npwm = 2,
};

static struct platform_device *device;

static int __init memory_init(void)
{
	int error;

	device = platform_device_register_simple("pwm-memory", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);

	chip.dev = &device->dev;
	error = pwmchip_add(&chip);
	if (error)
		platform_device_unregister(device);
	return error;
}

static void __exit memory_exit(void)
{
	pwmchip_remove(&chip);
	platform_device_unregister(device);
}

module_init(memory_init);
module_exit(memory_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A PWM chip that only remembers, for tests");
