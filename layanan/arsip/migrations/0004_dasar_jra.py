from django.db import migrations, models


class Migration(migrations.Migration):
    """A destroy list names the regulation by which each file goes. Lists from before say that it was not kept."""

    dependencies = [("arsip", "0003_semua_kamar")]

    operations = [
        migrations.AddField(
            "butirmusnah",
            "dasar",
            models.CharField(max_length=200, help_text="regulation (JRA) that the rule was confirmed by", default="tidak tercatat"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "butirmusnah",
            models.CheckConstraint(
                name="musnah_berdasar_jra",
                condition=~models.Q(dasar=""),
                violation_error_message="Retensi yang masih usulan tidak dapat menjadi dasar pemusnahan.",
            ),
        ),
    ]
